/** An embedded Logto tenant with made-up people: what the demo shows, and what tests and benchmarks sync. */
export { TenantData } from './data/tenant.ts';
export type * from './data/rows.ts';
export { generateTenant } from './generate/generate.ts';
export type { GenerateOptions } from './generate/generate.ts';
export { mutate } from './mutate/mutate.ts';
export type { MutateOptions } from './mutate/mutate.ts';
export { startDemoTenant } from './start.ts';
export type { Credentials } from './credentials.ts';
export type {
  DemoTenant,
  DemoTenantOptions,
  InterceptedRequest,
  Interceptor,
  RequestCounts,
} from './start.ts';
