namespace Budget.Core.SupportRequests;

/// <summary>What may be sent along. Nothing that runs (SVG, HTML, office files) and nothing that holds other files (archives).</summary>
public enum AttachmentKind { Pdf, Jpeg, Png }

/// <summary>What a file is, by its first and its last bytes; what its name or its sender says of it is not asked.</summary>
public static class AttachmentKinds
{
    /// <summary>None when it is nothing that may be sent along, or was cut off, or goes on with something else after its end.</summary>
    public static AttachmentKind? Of(ReadOnlySpan<byte> file) =>
        file.StartsWith("%PDF-"u8) && file.TrimEnd("\0\t\n\f\r "u8).EndsWith("%%EOF"u8) && !IsMoreThanPaper(file) ? AttachmentKind.Pdf
        : file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) && file.TrimEnd((byte)0).EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]) ? AttachmentKind.Jpeg
        : file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
            && file.EndsWith((ReadOnlySpan<byte>)[(byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82]) ? AttachmentKind.Png
        : null;

    /// <summary>
    /// A PDF that runs something, or holds other files. Only as it is plainly said in it: what hides in a compressed part is not found, and whoever opens it does so in a
    /// program of one's own.
    /// </summary>
    private static bool IsMoreThanPaper(ReadOnlySpan<byte> file) =>
        file.IndexOf("/JavaScript"u8) >= 0 || file.IndexOf("/Launch"u8) >= 0 || file.IndexOf("/EmbeddedFile"u8) >= 0;

    public static string MediaType(this AttachmentKind kind) => kind switch
    {
        AttachmentKind.Pdf => "application/pdf",
        AttachmentKind.Jpeg => "image/jpeg",
        _ => "image/png",
    };

    /// <summary>Of a name that we make: with the point.</summary>
    public static string Ending(this AttachmentKind kind) => kind switch
    {
        AttachmentKind.Pdf => ".pdf",
        AttachmentKind.Jpeg => ".jpg",
        _ => ".png",
    };
}
