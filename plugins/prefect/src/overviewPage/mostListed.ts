/** The portal API lists no more of what needs somebody, or of what runs. */
export const MOST_LISTED = 50;
