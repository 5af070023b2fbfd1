/** One at a time, in the order they came. @returns takes what begins, and gives what ends it. */
export function createQueue(): (begin: () => void) => () => void {
  let last = Promise.resolve()
  return (begin) => {
    let end = () => {}
    const mine = new Promise<void>((resolve) => {
      end = resolve
    })
    last = last.then(begin).then(() => mine)
    return end
  }
}
