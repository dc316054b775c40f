import { defineProblem } from '../kernel/index.ts';

export const imageNotFound = defineProblem({ code: 'image_not_found', status: 404, title: 'There is no such image', retry: 'never' });

/** The row is there and its bytes are not: somebody removed files from the store. Extras: `imageId`, `sha256`. */
export const imageFileMissing = defineProblem({
  code: 'image_file_missing',
  status: 500,
  title: 'The file of this image is missing',
  retry: 'never',
});
