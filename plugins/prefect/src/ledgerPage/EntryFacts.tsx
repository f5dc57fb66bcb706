import type { LedgerEntryDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { ReactNode } from 'react';
import { CopyButton, Time } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { Party } from './Parties';
import { useDoorText } from './words';
import styles from './EntryPage.module.css';

/** Who, when, through which door, and about what. */
export function EntryFacts({ detail }: { detail: LedgerEntryDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const doorText = useDoorText();
  const { item, entry } = detail;
  const { principal, onBehalfOf, instance, deployment, title, run } = item;
  return (
    <dl className={styles.facts} aria-label={t('ledgerPage.entry.facts')}>
      <Fact name={t('ledgerPage.entry.time')}>
        <Time value={item.at} />
      </Fact>
      <Fact name={t('ledgerPage.entry.who')}>
        {principal ? <Party party={principal} /> : t('ledgerPage.itself')}
      </Fact>
      {onBehalfOf && (
        <Fact name={t('ledgerPage.entry.behalf')}>
          <Party party={onBehalfOf} />
        </Fact>
      )}
      {item.door && (
        <Fact name={t('ledgerPage.entry.door')}>{doorText(item.door)}</Fact>
      )}
      {instance && (
        <Fact name={t('ledgerPage.entry.instance')}>
          <bdi>{instance}</bdi>
        </Fact>
      )}
      {instance && deployment && (
        <Fact name={t('ledgerPage.entry.deployment')}>
          <Link
            href={paths.runs(new URLSearchParams({ instance, deployment }))}
          >
            <bdi>{title ?? deployment}</bdi>
          </Link>
        </Fact>
      )}
      {instance && run && (
        <Fact name={t('ledgerPage.entry.run')}>
          <Link href={paths.run({ instance, id: run })}>
            {t('ledgerPage.entry.seeRun')}
          </Link>
          <Link href={paths.ledger(new URLSearchParams({ instance, run }))}>
            {t('ledgerPage.entry.sameRun')}
          </Link>
        </Fact>
      )}
      {typeof entry.digest === 'string' && (
        <Fact name={t('ledgerPage.entry.digest')}>
          <code>{entry.digest}</code>
        </Fact>
      )}
      <Fact name={t('ledgerPage.entry.id')}>
        <code>{item.id}</code>
        <CopyButton text={item.id} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
