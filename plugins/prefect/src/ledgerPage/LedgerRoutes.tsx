import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { LedgerPage } from './LedgerPage';

const EntryPage = lazy(() =>
  import('./EntryPage').then(m => ({ default: m.EntryPage })),
);

/** The list of entries, and one entry below it. */
export function LedgerRoutes() {
  return (
    <Suspense>
      <Routes>
        <Route path="/" element={<LedgerPage />} />
        <Route path=":id" element={<EntryPage />} />
      </Routes>
    </Suspense>
  );
}
