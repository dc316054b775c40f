export { Generations, type GenerationsOptions } from './generations.ts';
export type { CreatedGeneration, CreateGeneration } from './create-generation.ts';
export type {
  Generation,
  GenerationKey,
  GenerationProgress,
  GenerationRequest,
  GenerationStatus,
  KeptRequest,
  PictureCharge,
} from './generation.ts';
export type { ShownQuote, ShownWarning, Spender } from './show-quote.ts';
export type { GenerationPage, ListGenerations } from './read-generation.ts';
export type { GenerationSettings, Publish } from './room.ts';
export type { Engine, EngineCapabilities, EngineHooks, EngineModel, EngineOutcome, EngineProgress, EngineRequest } from './engine.ts';
export { generationNotFound, invalidGenerationRequest, queueFull } from './problems.ts';
export { readDeliveredWork, type DeliveredWork, type DeliveredWorkPage, type ReadDeliveredWork } from './read-delivered-work.ts';
export {
  findTips,
  setTips,
  tipCodes,
  type FindTips,
  type FoundTips,
  type SetTips,
  type Tip,
  type TipCode,
  type TipSettings,
} from './tips/index.ts';
