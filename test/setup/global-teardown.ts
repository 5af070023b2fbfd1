// oxlint-disable-next-line import/no-default-export -- jest loads it so
export default async function globalTeardown(): Promise<void> {
  await globalThis.testMongod?.stop()
}
