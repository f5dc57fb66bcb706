import { lazy, Suspense } from 'react';
import type { RunDialogProps } from './RunDialog';

const RunDialog = lazy(() =>
  import('./RunDialog').then(m => ({ default: m.RunDialog })),
);

/** The run dialog, whose form is fetched when it opens. */
export function LazyRunDialog(props: RunDialogProps) {
  return (
    <Suspense>
      <RunDialog {...props} />
    </Suspense>
  );
}
