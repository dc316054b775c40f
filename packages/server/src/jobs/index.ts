export { Jobs, type JobsOptions, type Work } from './jobs.ts';
