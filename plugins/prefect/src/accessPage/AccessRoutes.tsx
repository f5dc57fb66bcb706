import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { MinePage } from './MinePage';

const ApprovalsPage = lazy(() =>
  import('./ApprovalsPage').then(m => ({ default: m.ApprovalsPage })),
);

const ExplainPage = lazy(() =>
  import('./ExplainPage').then(m => ({ default: m.ExplainPage })),
);

const GrantPage = lazy(() =>
  import('./GrantPage').then(m => ({ default: m.GrantPage })),
);

/** One's own rights, and below it what waits for one, who may what, and each grant. */
export function AccessRoutes() {
  return (
    <Suspense>
      <Routes>
        <Route path="/" element={<MinePage />} />
        <Route path="approvals" element={<ApprovalsPage />} />
        <Route path="explain" element={<ExplainPage />} />
        <Route path="grants/:id" element={<GrantPage />} />
      </Routes>
    </Suspense>
  );
}
