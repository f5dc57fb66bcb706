import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { DataTable } from '../../kit';
import { changedNames } from '../../runDialog/formSchema';
import { type SecretPaths, withoutSecrets } from '../../runDialog/secretPaths';
import { prefectTranslationRef } from '../../translation';
import styles from './ComparedParameters.module.css';

type Values = Record<string, unknown>;

type Props = {
  /** Null when any will do. */
  asked: Values | null;
  /** Undefined when there is no good run. */
  lastGood: Values | undefined;
  /** Paths of what nobody can compare, because it is masked. */
  secrets: SecretPaths;
};

/** What a run was asked for with, beside what the last good one had; what differs is marked. */
export function ComparedParameters({ asked, lastGood, secrets }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (asked === null) return <Line>{t('accessPage.runs.any')}</Line>;
  const names = Object.keys({ ...asked, ...lastGood });
  if (names.length === 0) return <Line>{t('accessPage.runs.none')}</Line>;
  const differing = lastGood
    ? changedNames(
        withoutSecrets(asked, secrets),
        withoutSecrets(lastGood, secrets),
      )
    : [];
  return (
    <>
      <Line>
        {!lastGood && t('accessPage.runs.noGoodRun')}
        {lastGood &&
          (differing.length === 0
            ? t('accessPage.runs.same')
            : t('accessPage.runs.differ', { count: differing.length }))}
      </Line>
      <DataTable
        label={t('accessPage.runs.parameters')}
        columns={[
          t('accessPage.runs.name'),
          t('accessPage.runs.approved'),
          ...(lastGood ? [t('accessPage.runs.lastGood')] : []),
        ]}
      >
        {names.map(name => (
          <tr
            key={name}
            data-differs={differing.includes(name) || undefined}
            className={styles.row}
          >
            <th scope="row">
              <bdi>{name}</bdi>{' '}
              {differing.includes(name) && (
                <RiArrowLeftRightLine
                  size={14}
                  role="img"
                  aria-label={t('accessPage.runs.changed')}
                />
              )}
            </th>
            <td>
              <Value value={asked[name]} />
            </td>
            {lastGood && (
              <td>
                <Value value={lastGood[name]} />
              </td>
            )}
          </tr>
        ))}
      </DataTable>
    </>
  );
}

function Value({ value }: { value: unknown }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return value === undefined ? (
    <Text as="span" color="secondary">
      {t('accessPage.runs.missing')}
    </Text>
  ) : (
    // Quotes tell the text "1" from the number.
    <code className={styles.value}>{JSON.stringify(value)}</code>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <Text as="p" style={{ margin: 0 }}>
      {children}
    </Text>
  );
}
