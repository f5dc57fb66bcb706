import type { PrefectAccess } from '../../packages/real-parts/src/index.ts';

/** A Prefect that the portal of the demo shows, as an instance of it. */
export interface DemoInstance {
  /** As in `prefect.instances.<id>`. */
  id: 'production' | 'dev';
  environment: 'production' | 'development';
  /** With the process of a server that the demo has started itself. */
  prefect: PrefectAccess & { readonly pid?: number };
}

/** One of the two servers that the demo starts itself. */
export interface StartedInstance {
  id: DemoInstance['id'];
  environment: DemoInstance['environment'];
  port: number;
  authString: string;
  /** Where the server keeps its data, below the demo's data directory. */
  directory: string;
  /** What is deployed there: a project file of `examples/flows`. */
  projectFile: string;
}
