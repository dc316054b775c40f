export { createProceduralEngine, type ProceduralEngineOptions } from './procedural-engine.ts';
