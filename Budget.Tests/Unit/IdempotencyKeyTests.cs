using Budget.Core.Storage;

namespace Budget.Tests.Unit;

/// <summary>What a client may send as a key: 8 to 100 letters, digits, dashes, dots or colons.</summary>
public sealed class IdempotencyKeyTests
{
    [TestCase("12345678")]
    [TestCase("aBc-1.2:3")]
    [TestCase("0198c2f4-7a3e-7c51-9f0e-2f6f3d1b8a90")]
    public void A_key_is_read_as_it_was_sent(string text)
    {
        Assert.That(IdempotencyKey.TryParse(text, out var key), Is.True);
        Assert.That(key.Value, Is.EqualTo(text));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("1234567", Description = "too short")]
    [TestCase("1234 5678")]
    [TestCase("12345678\n")]
    [TestCase("sleutel_met_streep")]
    [TestCase("sleutel'; DROP")]
    [TestCase("sleutel-één")]
    [TestCase("٣٣٣٣٣٣٣٣", Description = "digits, but not ours")]
    public void Anything_else_is_no_key(string? text)
    {
        Assert.That(IdempotencyKey.TryParse(text, out var key), Is.False);
        Assert.That(key, Is.EqualTo(default(IdempotencyKey)));
    }

    [Test]
    public void A_hundred_signs_is_the_most()
    {
        Assert.That(IdempotencyKey.TryParse(new string('k', 100), out _), Is.True);
        Assert.That(IdempotencyKey.TryParse(new string('k', 101), out _), Is.False);
        Assert.That(() => IdempotencyKey.Of("kort"), Throws.InstanceOf<FormatException>());
    }
}
