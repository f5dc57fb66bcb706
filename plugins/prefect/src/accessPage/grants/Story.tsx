import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { EntityLink, Time } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import styles from './Story.module.css';
import { type Chapter, storyOf } from './storyOf';

/** What happened with a grant, in order. */
export function Story({ grant }: { grant: Grant }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { run, deployment } = grant;
  return (
    <ol className={styles.story}>
      {storyOf(grant).map(chapter => (
        <li key={`${chapter.what}:${chapter.by}`} className={styles.chapter}>
          <div>
            <Sentence chapter={chapter} />
            {chapter.what === 'usedIt' && run && (
              <>
                {' '}
                <Link
                  href={paths.run({ instance: deployment.instance, id: run })}
                >
                  {t('accessPage.grant.seeRun')}
                </Link>
              </>
            )}
          </div>
          {chapter.reason && (
            <blockquote className={styles.reason} dir="auto">
              {chapter.reason}
            </blockquote>
          )}
        </li>
      ))}
    </ol>
  );
}

function Sentence({ chapter: { what, by, at } }: { chapter: Chapter }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <>
      <Time value={at} />:{' '}
      {by && (
        <>
          <EntityLink entityRef={by} />{' '}
        </>
      )}
      {t(`accessPage.grant.${what}`)}
    </>
  );
}
