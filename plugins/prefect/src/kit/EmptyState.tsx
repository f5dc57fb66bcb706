import { Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';

type Props = { title: string; description?: ReactNode; children?: ReactNode };

/** Says that there is nothing, why, and what to do. */
export function EmptyState({ title, description, children }: Props) {
  return (
    <Flex direction="column" align="start" gap="2" p="4">
      <Text as="p" variant="title-x-small" style={{ margin: 0 }}>
        {title}
      </Text>
      {description && (
        <Text as="p" color="secondary" style={{ margin: 0 }}>
          {description}
        </Text>
      )}
      {children}
    </Flex>
  );
}
