// How the server's process manages memory; measured by `npm run bench -- start`.

/** The young generation grows by some 50 MB during the start otherwise, and never shrinks. */
export const memoryFlags = ['--max-semi-space-size=4'];

/**
 * glibc raises its threshold for giving memory back with each large block that is freed, and keeps an arena for each thread:
 * some 60 MB after a hundred pictures. With a fixed threshold every picture's buffers go back to the system at once.
 */
export const memoryEnvironment = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };
