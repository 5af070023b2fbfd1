/** The words of a text, whatever space stands between them. */
export const words = (text: string): string[] => text.trim().split(/\s+/)
