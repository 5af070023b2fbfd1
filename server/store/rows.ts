import type { Model } from 'mongoose'

/** What a write through here may be: the pipeline or the operators of one findOneAndUpdate. */
export interface ChangeOptions {
  upsert?: boolean
  arrayFilters?: object[]
}

export interface FindOptions {
  projection?: object
  sort?: Record<string, 1 | -1>
  limit?: number
}

/** A collection by the driver's own calls, each one command to MongoDB. Nothing is cast: what is passed has its stored types already. */
export interface Rows {
  findOne(filter: object): Promise<unknown>
  find(filter: object, options?: FindOptions): Promise<unknown[]>
  aggregate(pipeline: object[]): Promise<unknown[]>
  /** As many as there are, one after the other; what must be sorted is sorted on MongoDB's disk. */
  stream(pipeline: object[]): AsyncIterable<unknown>
  /** @returns the document after the change; null when none fits the filter. */
  change(filter: object, update: object, options?: ChangeOptions): Promise<unknown>
  update(filter: object, update: object): Promise<void>
  updateAll(filter: object, update: object): Promise<void>
  /** Many at once, in any order. */
  updateEach(changes: readonly { filter: object; update: object; arrayFilters?: object[] }[]): Promise<void>
  insert(row: object): Promise<void>
  /** @returns false when a row with its `_id` is there already, which stays as it is. */
  insertOnce(row: object): Promise<boolean>
  /** Many at once; one that cannot be inserted keeps no other out. */
  insertEach(rows: readonly object[]): Promise<void>
  /** The same; one whose `_id` is there already stays as it is. */
  insertMissing(rows: readonly object[]): Promise<void>
  /** @returns how many. */
  remove(filter: object): Promise<number>
  count(filter: object): Promise<number>
}

const duplicateKey = 11_000
/** Documents of a stream in memory at once; MongoDB would send 16 MB. */
const streamed = 500

/** Nothing is wrong but that rows with these ids are there. */
export const isOnlyDuplicates = (error: unknown) => {
  const { code, writeErrors } = error as { code?: number; writeErrors?: { code?: number }[] }
  return code === duplicateKey && [writeErrors ?? []].flat().every((one) => one.code === duplicateKey)
}

/** Which of the rows of `insertEach` were there, by their place among them. */
export const duplicatesOf = (error: unknown) => {
  const { writeErrors } = error as { writeErrors?: { index: number }[] }
  return new Set([writeErrors ?? []].flat().map(({ index }) => index))
}

/** @returns whether it was written; false when a row with its `_id` is there already. */
export async function unlessThere(write: Promise<unknown>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error
    return false
  }
}

/**
 * The moves of a sign-in go past mongoose's casting, which costs more than the command itself (npm run bench:verify); the model still owns the
 * collection's name, indexes and connection, and the tests hold every stored document against its schema.
 */
export function rowsOf({ collection }: Pick<Model<never>, 'collection'>): Rows {
  const insertEach = async (rows: readonly object[]) => {
    if (rows.length > 0) await collection.insertMany([...rows], { ordered: false })
  }
  return {
    findOne: (filter) => collection.findOne(filter),
    find: (filter, options) => collection.find(filter, options).toArray(),
    aggregate: (pipeline) => collection.aggregate(pipeline).toArray(),
    stream: (pipeline) => collection.aggregate(pipeline, { allowDiskUse: true, batchSize: streamed }),
    change: (filter, update, options) =>
      collection.findOneAndUpdate(filter, update, { ...options, returnDocument: 'after' }),
    update: async (filter, update) => void (await collection.updateOne(filter, update)),
    updateAll: async (filter, update) => void (await collection.updateMany(filter, update)),
    async updateEach(changes) {
      if (changes.length === 0) return
      await collection.bulkWrite(
        changes.map((updateOne) => ({ updateOne })),
        { ordered: false },
      )
    },
    insertEach,
    insertMissing: async (rows) => void (await unlessThere(insertEach(rows))),
    insert: async (row) => void (await collection.insertOne(row)),
    insertOnce: (row) => unlessThere(collection.insertOne(row)),
    remove: async (filter) => (await collection.deleteMany(filter)).deletedCount,
    count: (filter) => collection.countDocuments(filter),
  }
}
