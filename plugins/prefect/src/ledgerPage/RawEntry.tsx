import { Flex } from '@backstage/ui';
import { CopyButton } from '../kit';
import { Command } from './Command';

/** An entry as it was recorded, folded until it is wanted. */
export function RawEntry({
  title,
  entry,
}: {
  title: string;
  entry: Record<string, unknown>;
}) {
  const text = JSON.stringify(entry, null, 2);
  return (
    <details>
      <summary>{title}</summary>
      <Flex direction="column" gap="2" align="start">
        <Command text={text} />
        <CopyButton text={text} />
      </Flex>
    </details>
  );
}
