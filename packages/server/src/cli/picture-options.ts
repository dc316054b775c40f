import type { Command } from 'commander';
import { wholeNumber } from './list-options.ts';

export interface PictureOptions {
  model: string;
  width: number;
  height: number;
  steps: number;
  images: number;
}

/** The options that decide the price of a generation. */
export function pictureOptions(command: Command): Command {
  return command
    .option('--model <model>', 'model', 'standard')
    .option('--width <pixels>', 'width', wholeNumber, 512)
    .option('--height <pixels>', 'height', wholeNumber, 512)
    .option('--steps <steps>', 'steps', wholeNumber, 50)
    .option('--images <count>', 'how many pictures', wholeNumber, 1);
}
