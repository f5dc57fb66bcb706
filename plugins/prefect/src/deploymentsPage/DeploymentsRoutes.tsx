import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { DeploymentsPage } from './DeploymentsPage';

const EnvironmentsPage = lazy(() =>
  import('../environments/EnvironmentsPage').then(m => ({
    default: m.EnvironmentsPage,
  })),
);

const OwnershipPage = lazy(() =>
  import('../ownership/OwnershipPage').then(m => ({
    default: m.OwnershipPage,
  })),
);

const SchedulesPage = lazy(() =>
  import('../schedulesPage/SchedulesPage').then(m => ({
    default: m.SchedulesPage,
  })),
);

/** The list of deployments, and other ways to look at them below it. */
export function DeploymentsRoutes() {
  return (
    <Suspense>
      <Routes>
        <Route path="/" element={<DeploymentsPage />} />
        <Route path="schedules" element={<SchedulesPage />} />
        <Route path="environments" element={<EnvironmentsPage />} />
        <Route path="ownership" element={<OwnershipPage />} />
      </Routes>
    </Suspense>
  );
}
