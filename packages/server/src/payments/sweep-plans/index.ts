export { listSweeps, type Sweep, type SweepPage } from './list-sweeps.ts';
export { createSweepPlan, sweepAddressesDefault, type CreateSweepPlan, type SweepPlan } from './create-sweep-plan.ts';
