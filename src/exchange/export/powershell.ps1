#Requires -Version 5.1
# Planned license changes in Spanning Backup for Microsoft 365, written by seatplan.
#
# Nothing is changed unless you say -Apply; without it each call is shown only (-WhatIf).
# It needs the module SpanningO365. -Credential: the administrator's e-mail as user name,
# the API token as password. Run it again as often as you like: who is as planned is left out.
# Shared mailboxes, purchases and settings have no API; the checklist has those steps.
#
# Names travel as Base64 of UTF-8 JSON, so that none can be read as a command. To look inside:
# [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('...'))
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [pscredential] $Credential,
    [ValidateSet('US', 'EU', 'AP', 'CA', 'UK')] [string] $Region = '~',
    [switch] $Apply
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$batches = @(
~)

$transient = '\b(429|504)\b|too many requests|gateway time'
$size = 1000

# A field the answer may lack: older tenants have no isArchive.
function Get-Field($Answer, [string] $Name) {
    $property = $Answer.PSObject.Properties[$Name]
    if ($null -ne $property) { $property.Value }
}

# Asks again when the service is busy, at most five times, and for smaller pages.
function Invoke-Retrying([scriptblock] $Question) {
    for ($try = 1; ; $try++) {
        try { return (& $Question) }
        catch {
            if ($try -ge 5 -or "$_" -notmatch $transient) { throw }
            Start-Sleep -Seconds (5 * $try)
            $script:size = [math]::Max(40, [int] ($script:size / 4))
        }
    }
}

# Everyone's license, by name without case; nothing where two have the same name.
function Get-Everyone {
    $found = New-Object 'System.Collections.Generic.Dictionary[string,object]' ([StringComparer]::OrdinalIgnoreCase)
    foreach ($user in @(Invoke-Retrying { Get-SpanningUser -UserType All -Size $script:size -ErrorAction Stop })) {
        $name = [string] (Get-Field $user 'userPrincipalName')
        $tier = 'NONE'
        if ("$(Get-Field $user 'assigned')" -eq 'True') {
            $tier = 'STANDARD'
            if ("$(Get-Field $user 'isArchive')" -eq 'True') { $tier = 'ARCHIVE' }
        }
        if ($found.ContainsKey($name)) { $found[$name] = $null }
        else { $found[$name] = [pscustomobject] @{ Tier = $tier; Id = [string] (Get-Field $user 'msId') } }
    }
    return $found
}

function Get-Tier([string] $Name) {
    if ($everyone.ContainsKey($Name) -and $null -ne $everyone[$Name]) { $everyone[$Name].Tier }
    else { 'UNKNOWN' }
}

# Licenses that can be given.
function Get-Free {
    $tenant = Invoke-Retrying { Get-SpanningTenantInfo -ErrorAction Stop }
    return @{
        STANDARD = [int] (Get-Field $tenant 'licenses') - [int] (Get-Field $tenant 'assignedStandard')
        ARCHIVE = [int] (Get-Field $tenant 'archivedLicenses') - [int] (Get-Field $tenant 'assignedArchive')
    }
}

# Why a user is left out; nothing when the change can be made.
function Get-Obstacle($User, $Batch) {
    $name = [string] $User.userPrincipalName
    if (-not $everyone.ContainsKey($name)) { return 'NotFound' }
    if ($null -eq $everyone[$name]) { return 'NameOccursTwice' }
    $id = $everyone[$name].Id
    if ($id -and $User.id -match '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' -and $id -ne $User.id) { return 'AnotherUser' }
    if ($everyone[$name].Tier -eq $Batch.to) { return 'AsPlanned' }
    if ($everyone[$name].Tier -ne $Batch.from) { return 'HoldsAnother' }
    return ''
}

Import-Module -Name SpanningO365
$login = @{
    AdminEmail = $Credential.UserName
    ApiToken = $Credential.GetNetworkCredential().Password
    Region = $Region
}
Get-SpanningAuthentication @login -ErrorAction Stop | Out-Null

$today = [int] [datetime]::UtcNow.ToString('yyyyMMdd', [cultureinfo]::InvariantCulture)
$everyone = Get-Everyone
$free = Get-Free
$open = 0
foreach ($line in $batches) {
    $batch = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($line)) | ConvertFrom-Json
    if ($batch.day -gt $today) {
        Write-Warning ('{0} users wait for {1} (UTC); run this again then.' -f @($batch.users).Count, $batch.day)
        continue
    }
    $rows = @(foreach ($user in $batch.users) {
        [pscustomobject] @{ Name = [string] $user.userPrincipalName; Obstacle = (Get-Obstacle $user $batch) }
    })
    $names = @($rows | Where-Object { $_.Obstacle -eq '' } | ForEach-Object { $_.Name })
    if ($names.Count -gt 0) {
        # A batch that does not fit is refused whole, so it is not sent.
        if ($Apply) { $free = Get-Free }
        if ($batch.to -ne 'NONE' -and $free[$batch.to] -lt $names.Count) {
            throw ('{0} {1} licenses are needed for the next batch and {2} are free. Nothing of it was changed: buy or free some, then run this again.' -f $names.Count, $batch.to, $free[$batch.to])
        }
        $left = $names
        for ($try = 1; $left.Count -gt 0; $try++) {
            $call = @{ UserPrincipalNames = $left; WhatIf = (-not $Apply); ErrorAction = 'Stop' }
            if ($batch.to -ne 'NONE') { $call.LicenseType = $batch.to }
            try {
                # A license is taken away only where none is planned, never to change its type.
                if ($batch.to -eq 'NONE') { Disable-SpanningUserList @call | Out-Null }
                else { Enable-SpanningUserList @call | Out-Null }
                break
            }
            catch {
                if ($try -ge 5 -or "$_" -notmatch $transient) { throw }
                # It may have been carried out all the same: only who is still open is sent again.
                Start-Sleep -Seconds (10 * $try)
                $everyone = Get-Everyone
                $left = @($left | Where-Object { (Get-Tier $_) -eq $batch.from })
            }
        }
        if ($Apply) {
            # The answer has one flag for all, so everyone is read back.
            for ($try = 1; $try -le 3; $try++) {
                $everyone = Get-Everyone
                if (@($names | Where-Object { (Get-Tier $_) -ne $batch.to }).Count -eq 0) { break }
                Start-Sleep -Seconds (10 * $try)
            }
        }
        else {
            foreach ($name in $names) { $everyone[$name].Tier = $batch.to }
            if ($batch.to -ne 'NONE') { $free[$batch.to] -= $names.Count }
            if ($batch.from -ne 'NONE') { $free[$batch.from] += $names.Count }
        }
    }
    foreach ($row in $rows) {
        $actual = Get-Tier $row.Name
        $result = $row.Obstacle
        if ($result -eq '') {
            if (-not $Apply) { $result = 'WouldChange' }
            elseif ($actual -eq $batch.to) { $result = 'Changed' }
            else { $result = 'NotChanged' }
        }
        if ($result -notin 'WouldChange', 'Changed', 'AsPlanned') { $open++ }
        [pscustomobject] @{ UserPrincipalName = $row.Name; Planned = $batch.to; Actual = $actual; Result = $result }
    }
}
if ($open -gt 0) {
    Write-Warning ('{0} users are not as planned. Change those in the portal (Manage Licenses); never deactivate a license in order to change its type.' -f $open)
    exit 1
}
