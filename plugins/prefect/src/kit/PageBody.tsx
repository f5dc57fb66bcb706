import { Flex } from '@backstage/ui';
import type { ReactNode } from 'react';

/** What is below the app's header: the main landmark, which the app leaves to its pages. */
export function PageBody({ children }: { children: ReactNode }) {
  return (
    <main>
      <Flex direction="column" gap="4" p="4">
        {children}
      </Flex>
    </main>
  );
}
