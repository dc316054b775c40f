export { createSweepPlan, sweepAddressesDefault, type CreateSweepPlan, type SweepPlan } from './create-sweep-plan.ts';
