export type {
  Engine,
  EngineCapabilities,
  EngineHooks,
  EngineModel,
  EngineOutcome,
  EngineProgress,
  EngineRequest,
} from './engine.ts';
