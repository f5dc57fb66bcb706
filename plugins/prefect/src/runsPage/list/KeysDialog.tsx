import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import { Fragment } from 'react';
import { prefectTranslationRef } from '../../translation';
import styles from './KeysDialog.module.css';

const KEYS = [
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['/', 'search'],
  ['?', 'help'],
] as const;

/** The keys of the list. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Dialog isOpen width={320} onOpenChange={isOpen => isOpen || onClose()}>
      <DialogHeader>{t('runsPage.keys.title')}</DialogHeader>
      <DialogBody>
        <dl className={styles.keys}>
          {KEYS.map(([key, action]) => (
            <Fragment key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`runsPage.keys.${action}`)}</dd>
            </Fragment>
          ))}
        </dl>
      </DialogBody>
    </Dialog>
  );
}
