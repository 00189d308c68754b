//! Files in: what they are, and what they change.
use super::handle::TenantHandle;
use crate::model::LicensingError;
use crate::time::Instant;
use crate::value::Value;
/// x
pub fn sniff(_bytes: &[u8]) -> Result<Value, LicensingError> {
    Ok(Value::Null)
}
impl TenantHandle {
    /// x
    pub fn import(
        &mut self,
        _bytes: &[u8],
        _options: Option<Value>,
        _now: Instant,
    ) -> Result<Value, LicensingError> {
        Ok(Value::Null)
    }
}
