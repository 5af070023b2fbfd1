/**
 * Units of the client's screen as units of the screen that the preview draws, which is a size container:
 * rpx, vw and vh. Browsers give a page in a window no safe area, so the drawn one stands in for it.
 */
export const inScreenUnits = (css: string): string =>
  css
    .replace(/(-?(?:\d+\.?\d*|\.\d+))rpx\b/g, 'calc($1 * 100cqw / 750)')
    .replace(/(-?(?:\d+\.?\d*|\.\d+))v([wh])\b/g, '$1cq$2')
    .replace(/(?:env|constant)\(\s*safe-area-inset-(\w+)\s*(?:,[^()]*)?\)/g, 'var(--safe-$1)')
