/// <reference types="@tarojs/taro" />

/** Origin of the server, given at build time. */
declare const API_BASE: string
