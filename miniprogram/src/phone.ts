// The one phone: what its pages share.
import { createClient } from '../../shared/client.ts'
import { ActivityKeeper } from './activity.ts'
import { BrandingKeeper } from './branding.ts'
import { CodesKeeper } from './codes/keeper.ts'
import { ScanFlow } from './scan/flow.ts'
import { createSessionCall } from './session/session.ts'
import { platform } from './wechat/device.ts'
import { login, newInstallation } from './wechat/identity.ts'
import { send } from './wechat/request.ts'
import { vault } from './wechat/vault.ts'

const now = Date.now

const call = createSessionCall({ send, login, vault, newInstallation, now })
export const keeper = new CodesKeeper({ call, vault, now })
export const activities = new ActivityKeeper(call)
export const branding = new BrandingKeeper(createClient(send), vault)
export const createFlow = (): ScanFlow => new ScanFlow({ call, login, platform, now })
