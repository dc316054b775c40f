export { audit, type AuditOptions, type AuditReport, type Difference } from './audit.ts';
