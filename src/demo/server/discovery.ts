const CLAIMS =
  'sub name family_name given_name middle_name nickname preferred_username profile picture website gender ' +
  'birthdate zoneinfo locale updated_at username created_at email email_verified phone_number ' +
  'phone_number_verified address custom_data identities sso_identities roles organizations organization_data ' +
  'organization_roles sid auth_time iss';

const GRANTS =
  'implicit authorization_code refresh_token client_credentials ' +
  'urn:ietf:params:oauth:grant-type:device_code urn:ietf:params:oauth:grant-type:token-exchange';

const SCOPES =
  'openid offline_access profile email phone address custom_data identities roles ' +
  'urn:logto:scope:organizations urn:logto:scope:organization_roles urn:logto:scope:sessions ' +
  'urn:logto:scope:trusted_devices';

/** The OpenID Connect discovery document, field by field as the real server writes it. */
export function discovery(issuer: string): Record<string, unknown> {
  return {
    authorization_endpoint: `${issuer}/auth`,
    device_authorization_endpoint: `${issuer}/device/auth`,
    claims_parameter_supported: false,
    claims_supported: CLAIMS.split(' '),
    code_challenge_methods_supported: ['S256'],
    end_session_endpoint: `${issuer}/session/end`,
    grant_types_supported: GRANTS.split(' '),
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_response_iss_parameter_supported: true,
    response_modes_supported: ['form_post', 'fragment', 'query'],
    response_types_supported: ['code id_token', 'code', 'id_token', 'none'],
    scopes_supported: SCOPES.split(' '),
    subject_types_supported: ['public'],
    ...tokenEndpoint(issuer),
    id_token_signing_alg_values_supported: ['ES384'],
    pushed_authorization_request_endpoint: `${issuer}/request`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${issuer}/me`,
    introspection_endpoint: `${issuer}/token/introspection`,
    revocation_endpoint: `${issuer}/token/revocation`,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    claim_types_supported: ['normal'],
  };
}

function tokenEndpoint(issuer: string): Record<string, unknown> {
  return {
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_jwt',
      'client_secret_post',
      'private_key_jwt',
      'none',
    ],
    token_endpoint_auth_signing_alg_values_supported: [
      'HS256',
      'RS256',
      'PS256',
      'ES256',
      'Ed25519',
      'EdDSA',
    ],
    token_endpoint: `${issuer}/token`,
  };
}
