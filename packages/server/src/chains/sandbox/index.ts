export { isSandboxKey } from './is-sandbox-key.ts';
export { openSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
