import type { RemixiconComponentType } from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './StateBadge.module.css';
import type { Tone } from './stateLook';

type Props = { tone: Tone; Icon: RemixiconComponentType; children: ReactNode };

/** What became of something in an icon, a word and a colour. */
export function ToneBadge({ tone, Icon, children }: Props) {
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon aria-hidden size={14} />
      <span>{children}</span>
    </span>
  );
}
