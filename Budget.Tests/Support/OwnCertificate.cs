using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Budget.Tests.Support;

/// <summary>A certificate that a portal of a test makes for itself, so that it can end TLS.</summary>
internal static class OwnCertificate
{
    /// <returns>The settings of a portal that uses it.</returns>
    public static (string Name, string Value)[] In(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(7));
        File.WriteAllText(Path.Combine(folder, "portal.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "portal.key"), key.ExportPkcs8PrivateKeyPem());
        return [("Kestrel__Certificates__Default__Path", Path.Combine(folder, "portal.pem")), ("Kestrel__Certificates__Default__KeyPath", Path.Combine(folder, "portal.key"))];
    }
}
