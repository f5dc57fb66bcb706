import type { RemixiconComponentType } from '@remixicon/react';
import type { ReactNode } from 'react';
import type { Tone } from './stateLook';
import styles from './Badge.module.css';

type Props = {
  tone: Tone;
  Icon: RemixiconComponentType;
  /** Of a run, where some states look other than their tone. */
  state?: string;
  children: ReactNode;
};

/** A word with an icon and a colour; never by colour alone. */
export function Badge({ tone, Icon, state, children }: Props) {
  return (
    <span className={styles.badge} data-tone={tone} data-state={state}>
      <Icon aria-hidden size={14} />
      <span dir="auto">{children}</span>
    </span>
  );
}
