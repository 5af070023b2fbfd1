import { words } from './words.ts'

/** Tags that the client implements; there `<view>` is drawn by an element named `wx-view`, and here as well. */
export const builtinTags = words(`
  view text button input textarea switch scroll-view swiper swiper-item image icon label form
  checkbox checkbox-group radio radio-group picker picker-view picker-view-column slider progress rich-text navigator
  canvas video audio camera map web-view editor cover-view cover-image movable-area movable-view page-container
  root-portal page-meta navigation-bar match-media ad ad-custom open-data official-account share-element
  keyboard-accessory span live-player live-pusher voip-room functional-page-navigator list-view grid-view
  sticky-header sticky-section snapshot list-builder grid-builder double-tap-gesture-handler
  nested-scroll-header nested-scroll-body draggable-sheet
`)
