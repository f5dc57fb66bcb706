import { act } from '@testing-library/react';

/** Longer than a request takes to reach the fake, ms. */
const A_MOMENT_MS = 50;

/** Waits until whatever was asked for has arrived, for tests that nothing was. */
export const settled = (): Promise<void> =>
  act(() => new Promise<void>(resolve => setTimeout(resolve, A_MOMENT_MS)));
