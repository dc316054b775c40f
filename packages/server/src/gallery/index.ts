export type { Image } from './image.ts';
export type { ImageStore, StoredFile } from './image-store.ts';
export { recordImage } from './record-image.ts';
export { readImage, readImagesOf } from './read-image.ts';
export { findSameImages, type SameImages } from './find-same-images.ts';
export { listImages, type ImagePage, type ListImages } from './list-images.ts';
export { openFile, openThumbnail, type OpenedFile, type OpenFile } from './open-file.ts';
export { imageFileMissing, imageNotFound } from './problems.ts';
