export { fileStore } from './stores/file.ts';
