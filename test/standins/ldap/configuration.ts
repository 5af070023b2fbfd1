import { join } from 'node:path'

export const suffix = 'dc=cqu,dc=edu,dc=cn'
export const root = { dn: `cn=root,${suffix}`, password: 'root-of-the-tree' }
export const service = { dn: `cn=mailbox-security,${suffix}`, password: 'service-account-secret' }
/** People that only their own password lets in; nobody but the service account finds them. */
export const people = `ou=people,${suffix}`

/** slapd.conf(5). objectGUID as Active Directory has it (MS-ADA3 §2.46). @param dir the files of this server. */
export const configuration = (dir: string, hasTls: boolean): string => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID' EQUALITY octetStringMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9.1 NAME 'adUser' SUP top AUXILIARY MAY objectGUID )
# As many servers do: whoever binds without a password is nobody, and is told yes (RFC 4513 §5.1.2).
allow bind_anon_cred
pidfile ${join(dir, 'pid')}
modulepath /usr/lib/ldap
moduleload back_mdb
${hasTls ? `TLSCertificateFile ${join(dir, 'cert.pem')}\nTLSCertificateKeyFile ${join(dir, 'key.pem')}` : ''}
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${service.dn}" read by * none
database mdb
maxsize 10485760
suffix "${suffix}"
rootdn "${root.dn}"
rootpw ${root.password}
directory ${join(dir, 'data')}
index mail eq
`

export const tree = `dn: ${suffix}
objectClass: organization
objectClass: dcObject
o: CQU
dc: cqu

dn: ${people}
objectClass: organizationalUnit
ou: people

dn: ${service.dn}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: mailbox-security
userPassword: ${service.password}
`
