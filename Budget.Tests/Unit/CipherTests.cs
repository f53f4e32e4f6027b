using System.Security.Cryptography;
using System.Text;
using Budget.Core.Secrecy;

namespace Budget.Tests.Unit;

/// <summary>What was hidden is shown again to who has its key, in its own place, as it was; and else not at all.</summary>
public sealed class CipherTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(Cipher.KeyBytes);
    private const string About = "support_requests.own_words|1|resident|2";
    private const string Words = "Ik vergeet veel, ook dat ik iets vergat. Ğ €";

    private static string Hidden(string words = Words) =>
        Cipher.Hide(Key, RandomNumberGenerator.GetBytes(Cipher.NonceBytes), About, Encoding.UTF8.GetBytes(words));

    [Test]
    public void What_was_hidden_is_shown_with_its_key_and_cannot_be_read_without()
    {
        var hidden = Hidden();

        Assert.That(Encoding.UTF8.GetString(Cipher.Show(Key, About, hidden)), Is.EqualTo(Words));
        Assert.That(Encoding.Latin1.GetString(Convert.FromBase64String(hidden)), Does.Not.Contain("vergeet"));
    }

    [Test]
    public void The_same_words_are_hidden_differently_each_time() =>
        Assert.That(Enumerable.Range(0, 100).Select(_ => Hidden()).Distinct().Count(), Is.EqualTo(100));

    [Test]
    public void One_changed_bit_anywhere_is_refused()
    {
        var bytes = Convert.FromBase64String(Hidden("kort"));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(() => Cipher.Show(Key, About, Convert.ToBase64String(changed)), Throws.InstanceOf<CryptographicException>(), $"bit {bit}");
        }
    }

    [TestCase("")]
    [TestCase("geen base64")]
    [TestCase("AAAA")]
    public void What_was_never_hidden_is_refused(string stored) =>
        Assert.That(() => Cipher.Show(Key, About, stored), Throws.InstanceOf<CryptographicException>());

    [TestCase("support_requests.current_help|1|resident|2", Description = "another column")]
    [TestCase("support_requests.own_words|3|resident|2", Description = "another row")]
    [TestCase("support_requests.own_words|1|resident|4", Description = "another resident")]
    public void In_another_cell_it_is_refused(string about)
    {
        var hidden = Hidden();
        Assert.That(() => Cipher.Show(Key, about, hidden), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void With_another_key_it_is_refused()
    {
        var hidden = Hidden();
        Assert.That(() => Cipher.Show(RandomNumberGenerator.GetBytes(Cipher.KeyBytes), About, hidden), Throws.InstanceOf<CryptographicException>());
    }
}
