import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { grantsQuery, prefectApiRef, PrefectQueryProvider } from '../api';
import { Pager, Results, usePages } from '../filters';
import { Banners, EmptyState, PageBody } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { AccessViews } from './AccessViews';
import { ActsOutcome } from './grants/ActsOutcome';
import { type GrantActs, useGrantActs } from './grants/useGrantActs';
import { MineGrant } from './mine/MineGrant';
import { sectionsOf } from './mine/sectionsOf';
import styles from './MinePage.module.css';

/** Rows of a full page. */
const PAGE_SIZE = 50;

/** The rights that one was given for some time, has asked for, and had. */
export function MinePage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <AccessViews current="mine" />
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const pages = usePages();
  const acts = useGrantActs();
  const query = useQuery(
    grantsQuery(useApi(prefectApiRef), {
      of: 'mine',
      limit: PAGE_SIZE,
      cursor: pages.cursor,
    }),
  );
  return (
    <>
      <ActsOutcome acts={acts} />
      <Results query={query} what={t('accessPage.mine.what')} height={320}>
        {page =>
          page.items.length === 0 && pages.cursor === undefined ? (
            <EmptyState
              title={t('accessPage.mine.empty.title')}
              description={t('accessPage.mine.empty.description')}
            >
              <ButtonLink variant="secondary" href={paths.deployments()}>
                {t('accessPage.mine.empty.action')}
              </ButtonLink>
            </EmptyState>
          ) : (
            <>
              <Sections grants={page.items} acts={acts} />
              {(page.nextCursor || pages.toFirst) && (
                <Pager pages={pages} size={PAGE_SIZE} page={page} />
              )}
            </>
          )
        }
      </Results>
    </>
  );
}

function Sections({
  grants,
  acts,
}: {
  grants: readonly Grant[];
  acts: GrantActs;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <>
      {sectionsOf(grants).map(({ section, items }) => (
        <section key={section} aria-label={t(`accessPage.mine.${section}`)}>
          <Text as="h2" variant="title-x-small" style={{ margin: 0 }}>
            {t(`accessPage.mine.${section}`)}
          </Text>
          <ul className={styles.list}>
            {items.map(grant => (
              <li key={grant.id} className={styles.item}>
                <MineGrant grant={grant} acts={acts} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
