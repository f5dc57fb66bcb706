import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { RunsPage } from './RunsPage';

const RunPage = lazy(() =>
  import('../runPage/RunPage').then(m => ({ default: m.RunPage })),
);

/** The list of runs, and one run below it. */
export function RunsRoutes() {
  return (
    <Suspense>
      <Routes>
        <Route path="/" element={<RunsPage />} />
        <Route path=":instance/:id" element={<RunPage />} />
      </Routes>
    </Suspense>
  );
}
