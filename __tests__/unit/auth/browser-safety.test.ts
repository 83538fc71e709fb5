import { clerkHostOf, pagePolicy } from '@/lib/auth/browser-safety'

const directive = (policy: string, name: string) => policy.split('; ').find((part) => part.startsWith(`${name} `))

describe('the policy of a page', () => {
  const policy = pagePolicy({ nonce: 'abc', isDev: false, clerkHost: null })

  test('scripts run by nonce alone', () => {
    expect(directive(policy, 'script-src')).toBe("script-src 'nonce-abc' 'strict-dynamic'")
  })

  test('no frames, plug-ins, foreign forms or other bases', () => {
    expect(policy).toContain("object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'")
  })

  test('names no host of anyone else until Clerk is configured', () => {
    expect(policy).not.toMatch(/https?:/)
    const clerkHost = clerkHostOf(`pk_test_${btoa('clerk.example.com$')}`)
    const withClerk = pagePolicy({ nonce: 'abc', isDev: false, clerkHost })
    expect(directive(withClerk, 'connect-src')).toBe("connect-src 'self' https://clerk.example.com")
    expect(directive(withClerk, 'script-src')).toBe("script-src 'nonce-abc' 'strict-dynamic'")
  })
})
