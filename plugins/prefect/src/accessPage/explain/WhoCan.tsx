import type {
  DeploymentRight,
  Entitled,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Link, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { entitledQuery, policiesQuery, prefectApiRef } from '../../api';
import { EntityLink, QueryState } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import { byReason, type Reason } from './byReason';
import { download } from './download';
import { entitledCsv } from './entitledCsv';
import styles from './WhoCan.module.css';

type Props = {
  deployment: { readonly instance: string; readonly id: string };
  right: DeploymentRight;
};

/** Everybody who may, by what lets them. */
export function WhoCan({ deployment, right }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery(
    entitledQuery(useApi(prefectApiRef), { ...deployment, right }),
  );
  return (
    <section aria-label={t('accessPage.explain.whoCan')}>
      <Flex direction="column" gap="2">
        <Text as="h2" variant="title-x-small" style={{ margin: 0 }}>
          {t('accessPage.explain.whoCan')}
        </Text>
        <Text as="p" color="secondary" style={{ margin: 0 }}>
          {t('accessPage.explain.ceiling')}
        </Text>
        <QueryState
          query={query}
          what={t('accessPage.explain.what')}
          height={160}
        >
          {({ items }) =>
            items.length === 0 ? (
              <Text as="p" style={{ margin: 0 }}>
                {t('accessPage.explain.nobody')}
              </Text>
            ) : (
              <>
                {byReason(items).map(reason => (
                  <People key={reason.policy ?? ''} reason={reason} />
                ))}
                <Flex>
                  <Button
                    size="small"
                    variant="secondary"
                    iconStart={<RiDownloadLine aria-hidden />}
                    onPress={() =>
                      download(
                        `who-can-${right}.csv`,
                        'text/csv;charset=utf-8',
                        entitledCsv(items),
                      )
                    }
                  >
                    {t('accessPage.explain.csv')}
                  </Button>
                </Flex>
              </>
            )
          }
        </QueryState>
        <PolicyVersion />
      </Flex>
    </section>
  );
}

function People({ reason: { policy, people } }: { reason: Reason }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <details className={styles.reason}>
      <summary>
        <strong>{policy ?? t('accessPage.explain.byGrant')}</strong>
        {': '}
        {t('accessPage.explain.people', { count: people.length })}
      </summary>
      {policy && <PolicyText id={policy} />}
      <ul className={styles.people}>
        {people.map(person => (
          <li key={person.ref}>
            <Person person={person} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Person({ person: { ref, name, grant } }: { person: Entitled }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  return (
    <>
      <EntityLink entityRef={ref} title={name} />
      {grant && (
        <>
          {', '}
          <Link href={paths.grant({ id: grant })}>
            {t('accessPage.explain.grant')}
          </Link>
        </>
      )}
    </>
  );
}

/** The policy itself and where it is written; nothing while that is not known. */
function PolicyText({ id }: { id: string }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { data } = useQuery(policiesQuery(useApi(prefectApiRef)));
  const policy = data?.items.find(each => each.id === id);
  if (!policy) return null;
  return (
    <>
      <Text as="p" variant="body-small" color="secondary" style={{ margin: 0 }}>
        {t('accessPage.explain.at', {
          file: policy.file,
          line: String(policy.line),
        })}
      </Text>
      <pre className={styles.policy}>{policy.text}</pre>
    </>
  );
}

function PolicyVersion() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { data } = useQuery(policiesQuery(useApi(prefectApiRef)));
  return (
    <>
      {data?.problem && (
        <Alert
          status="warning"
          icon
          title={t('accessPage.explain.problem')}
          description={data.problem}
        />
      )}
      {data?.version && (
        <Text
          as="p"
          variant="body-small"
          color="secondary"
          style={{ margin: 0 }}
        >
          {t('accessPage.explain.version', {
            version: data.version.slice(0, 8),
          })}
        </Text>
      )}
    </>
  );
}
