import styles from './surface.module.css';

/** Class of cards and dialogs, on which secondary text is readable in both themes. */
export const surface = styles.surface;
