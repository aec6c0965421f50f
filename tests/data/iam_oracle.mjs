// Ask another simulator, a program of its own, what it decides: JSON Lines of `awsprep sim iam --cases` in on standard
// input, {"id", "decision"} or {"id", "error"} out. Nothing of it is part of awsprep; only its decisions are kept.
//
//     node tests/data/iam_oracle.mjs FOLDER <cases.jsonl >decisions.jsonl
//
// FOLDER is where `npm install @cloud-copilot/iam-simulate` was run, outside this tree.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'

const require = createRequire(resolve(process.argv[2], 'package.json'))
const { anonymousPrincipal, runSimulation } = require('@cloud-copilot/iam-simulate')

const WORDS = { Allowed: 'Allowed', ExplicitlyDenied: 'ExplicitDeny', ImplicitlyDenied: 'ImplicitDeny' }
const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value])
const named = (documents) => documents.map((policy, number) => ({ name: `p${number}`, policy }))
const levels = (all) =>
  list(all).map((documents, number) => ({ orgIdentifier: `level-${number}`, policies: named(documents) }))
const account = (arn) => arn.split(':')[4] ?? ''

function simulation({ request, policies = {} }) {
  const anonymous = request.principal === 'anonymous'
  const own = account(request.resource)
  return {
    request: {
      principal: anonymous ? anonymousPrincipal : request.principal,
      action: request.action,
      resource: {
        resource: request.resource,
        accountId: request.resourceAccount ?? (own || account(request.principal))
      },
      contextVariables: request.context ?? {}
    },
    identityPolicies: named(list(policies.identity)),
    serviceControlPolicies: levels(policies.scps),
    resourceControlPolicies: levels(policies.rcps),
    resourcePolicy: policies.resource,
    sessionPolicy: policies.session,
    permissionBoundaryPolicies: policies.boundary === undefined ? undefined : named(list(policies.boundary)),
    vpcEndpointPolicies: policies.vpce === undefined ? undefined : named(list(policies.vpce))
  }
}

async function decided(line) {
  const item = JSON.parse(line)
  const run = await runSimulation(simulation(item), {})
  if (run.resultType === 'error') return { id: item.id, error: run.errors }
  if (run.resultType !== 'single') return { id: item.id, error: `a ${run.resultType} result` }
  if (run.result.ignoredContextKeys?.length) {
    return { id: item.id, error: `context keys ignored: ${run.result.ignoredContextKeys}` }
  }
  return { id: item.id, decision: WORDS[run.overallResult] }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim()) console.log(JSON.stringify(await decided(line)))
}
