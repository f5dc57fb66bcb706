import { createApp } from '@backstage/frontend-defaults';
import { authModule } from './auth';
import { navModule } from './nav';

export const app = createApp({ features: [authModule, navModule] });
