import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonLink,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { useState } from 'react';
import { CopyButton, yamlLine } from '../kit';
import { prefectTranslationRef } from '../translation';
import styles from './AcceptButton.module.css';

type Props = {
  /** flow/deployment */
  title: string;
  /** The entity that the tag names. */
  entityTitle: string;
  /** The annotation that would bind it. */
  fix: { readonly annotation: string; readonly value: string };
  editUrl: string | null;
};

/** Tells how a tag's claim is accepted: by the catalog, in the entity's own file. */
export function AcceptButton(props: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('ownership.accept.buttonFor', { title: props.title })}
        onPress={() => setOpen(true)}
      >
        {t('ownership.accept.button')}
      </Button>
      {isOpen && <AcceptDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function AcceptDialog({
  title,
  entityTitle,
  fix,
  editUrl,
  onClose,
}: Props & { onClose(): void }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const line = yamlLine(fix.annotation, fix.value);
  return (
    <Dialog isOpen width={560} onOpenChange={isOpen => isOpen || onClose()}>
      <DialogHeader>{t('ownership.accept.title', { title })}</DialogHeader>
      <DialogBody>
        <Text as="p" style={{ margin: 0 }}>
          {t('ownership.accept.description', { entity: entityTitle })}
        </Text>
        <pre className={styles.yaml} dir="auto">
          {line}
        </pre>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" size="small" onPress={onClose}>
          {t('ownership.accept.close')}
        </Button>
        <CopyButton text={line} label={t('ownership.copy')} />
        {editUrl && (
          <ButtonLink
            variant="primary"
            size="small"
            href={editUrl}
            target="_blank"
            iconEnd={<RiExternalLinkLine aria-hidden />}
          >
            {t('ownership.edit')}
          </ButtonLink>
        )}
      </DialogFooter>
    </Dialog>
  );
}
